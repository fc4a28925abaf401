/*---
title: Products
description: The products that sell best, with units, sales or margin
owner: "#analytics"
aliases: [product, best sellers, bestsellers]
freshness: SELECT MAX(orderDate) FROM fact_orders
params:
  measure: { type: choice, default: sales, choices: {
    sales:  { sql: "SUM(f.orderAmount)", label: Sales, format: "$,.0f", aliases: [revenue] },
    units:  { sql: "SUM(f.quantityOrdered)", label: Units sold, format: ",.0f", aliases: [units] },
    margin: { sql: "SUM(f.orderAmount - f.quantityOrdered * p.buyPrice)", label: Margin, format: "$,.0f", aliases: [profit] } } }
  product_line: { type: string, many: true, optional: true, label: Product line,
    values: "SELECT DISTINCT COALESCE(productLine, 'Unknown') FROM dim_products ORDER BY 1" }
  vendor: { type: string, many: true, optional: true, label: Vendor,
    values: "SELECT DISTINCT COALESCE(productVendor, 'Unknown') FROM dim_products ORDER BY 1" }
  period: { type: period, default: last 12 months, label: Period }
  top: { type: integer, default: 10, min: 1, max: 100, label: Top }
---*/
SELECT COALESCE(p.productName, 'Unknown') AS "Product", {{measure}} AS "{{measure.label}}"
FROM fact_orders f
LEFT JOIN dim_products p ON f.productCode = p.productCode
WHERE f.orderDate >= {{period.start}} AND f.orderDate < {{period.end}}
  [[ AND COALESCE(p.productLine, 'Unknown') IN ({{product_line}}) ]]
  [[ AND COALESCE(p.productVendor, 'Unknown') IN ({{vendor}}) ]]
GROUP BY 1
ORDER BY 2 DESC, 1
LIMIT {{top}}
