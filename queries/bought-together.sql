/*---
title: Bought together
description: The pairs of products that stand in the same orders most often
owner: "#analytics"
aliases: [product pairs, pairs]
freshness: fact_orders.orderDate
params:
  period: { type: period, default: last 12 months }
  top: { type: integer, default: 10, min: 1, max: 100 }
---*/
WITH lines AS (
  SELECT DISTINCT f.orderNumber, f.productCode
  FROM fact_orders f
  WHERE f.orderDate >= {{period.start}} AND f.orderDate < {{period.end}}
)
SELECT COALESCE(p.productName, 'Unknown') || ' + ' || COALESCE(q.productName, 'Unknown') AS "Products", COUNT(*) AS "Orders"
FROM lines one
JOIN lines two ON two.orderNumber = one.orderNumber AND two.productCode > one.productCode
LEFT JOIN dim_products p ON p.productCode = one.productCode
LEFT JOIN dim_products q ON q.productCode = two.productCode
GROUP BY 1
ORDER BY 2 DESC, 1
LIMIT {{top}}
