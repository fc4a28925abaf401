/*---
title: Customers
description: The customers that buy most
owner: "#analytics"
aliases: [customer, buyers, clients]
freshness: SELECT MAX(orderDate) FROM fact_orders
params:
  measure: { type: choice, default: sales, choices: {
    sales:   { sql: "SUM(f.orderAmount)", label: Sales, format: "$,.0f", aliases: [revenue] },
    orders:  { sql: "COUNT(DISTINCT f.orderNumber)", label: Orders, format: ",.0f" },
    average: { sql: "SUM(f.orderAmount) / COUNT(DISTINCT f.orderNumber)", label: Average order, format: "$,.0f", aliases: [average order value, basket] } } }
  country: { type: string, many: true, optional: true, label: Country,
    values: "SELECT DISTINCT COALESCE(country, 'Unknown') FROM dim_locations ORDER BY 1" }
  period: { type: period, default: last 12 months, label: Period }
  top: { type: integer, default: 10, min: 1, max: 100, label: Top }
---*/
SELECT COALESCE(c.customerName, 'Unknown') AS "Customer", {{measure}} AS "{{measure.label}}"
FROM fact_orders f
LEFT JOIN dim_customers c ON f.customerNumber = c.customerNumber
LEFT JOIN dim_locations l ON f.postalCode = l.postalCode
WHERE f.orderDate >= {{period.start}} AND f.orderDate < {{period.end}}
  [[ AND COALESCE(l.country, 'Unknown') IN ({{country}}) ]]
GROUP BY 1
ORDER BY 2 DESC, 1
LIMIT {{top}}
