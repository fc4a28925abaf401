/*---
title: Products
description: The products that sell best, by sales, units or margin
owner: "#analytics"
aliases: [product, best sellers, bestsellers, best selling products]
freshness: fact_orders.orderDate
params:
  measure: { shared: measure, choices: [sales, units, margin] }
  product_line: shared
  vendor: { type: string, many: true, optional: true,
    values: "SELECT DISTINCT COALESCE(productVendor, 'Unknown') FROM dim_products ORDER BY 1" }
  period: shared
  top: { type: integer, default: 10, min: 1, max: 100 }
---*/
SELECT COALESCE(p.productName, 'Unknown') AS "Product", {{measure}} AS "{{measure.label}}"
FROM fact_orders f
LEFT JOIN dim_products p ON f.productCode = p.productCode
WHERE f.orderDate >= {{period.start}} AND f.orderDate < {{period.end}}
  [[ AND COALESCE(p.productLine, 'Unknown') IN ({{product_line}}) ]]
  [[ AND COALESCE(p.productVendor, 'Unknown') IN ({{vendor}}) ]]
GROUP BY 1
ORDER BY 2 DESC, 1
[[ LIMIT {{top}} ]]
