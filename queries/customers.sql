/*---
title: Customers
description: The customers that buy most, by sales, orders or average order
owner: "#analytics"
aliases: [customer, buyers, clients, best customers, top customers, biggest customers]
freshness: fact_orders.orderDate
params:
  measure: { shared: measure, choices: [sales, orders, average] }
  country: shared
  period: shared
  top: { type: integer, default: 10, min: 1, max: 100 }
---*/
SELECT COALESCE(c.customerName, 'Unknown') AS "Customer", {{measure}} AS "{{measure.label}}"
FROM fact_orders f
LEFT JOIN dim_customers c ON f.customerNumber = c.customerNumber
LEFT JOIN dim_locations l ON f.postalCode = l.postalCode
WHERE f.orderDate >= {{period.start}} AND f.orderDate < {{period.end}}
  [[ AND COALESCE(l.country, 'Unknown') IN ({{country}}) ]]
GROUP BY 1
ORDER BY 2 DESC, 1
[[ LIMIT {{top}} ]]
