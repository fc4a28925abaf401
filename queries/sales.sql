/*---
title: Sales
description: Order amount, units, orders, margin or average order by any dimension
owner: "#analytics"
aliases: [revenue, turnover, sell, sold]
freshness: fact_orders.orderDate
params:
  measure: { shared: measure, choices: [sales, units, orders, margin, average] }
  by: shared
  split: { type: choice, optional: true, label: Split by, choices: by }
  country: shared
  product_line: shared
  period: shared
  top: { type: integer, optional: true, min: 1, max: 100 }
  bottom: { type: integer, optional: true, min: 1, max: 100, aliases: [worst, lowest, smallest] }
  over: { type: number, optional: true, aliases: [more than, above] }
  under: { type: number, optional: true, aliases: [less than, below] }
  at_least: { type: number, optional: true, aliases: [minimum] }
  at_most: { type: number, optional: true, aliases: [maximum, up to] }
---*/
WITH grouped AS (
  SELECT {{by}} AS item [[, {{split}} AS part ]], {{measure}} AS amount
  FROM fact_orders f
  LEFT JOIN dim_locations l ON f.postalCode = l.postalCode
  LEFT JOIN dim_products p ON f.productCode = p.productCode
  WHERE f.orderDate >= {{period.start}} AND f.orderDate < {{period.end}}
    [[ AND COALESCE(l.country, 'Unknown') IN ({{country}}) ]]
    [[ AND COALESCE(p.productLine, 'Unknown') IN ({{product_line}}) ]]
  GROUP BY 1 [[, {{split}} ]]
),
-- an item weighs what all its parts weigh, so that limits keep or drop it whole
weighed AS (SELECT *, SUM(amount) OVER (PARTITION BY item) AS weight FROM grouped),
ranked AS (
  SELECT *, DENSE_RANK() OVER (ORDER BY weight DESC, item) AS place, DENSE_RANK() OVER (ORDER BY weight, item) AS last_place
  FROM weighed
)
SELECT item AS "{{by.label}}" [[, part AS "{{split.label}}" ]], amount AS "{{measure.label}}"
FROM ranked
WHERE TRUE
  [[ AND place <= {{top}} ]] [[ AND last_place <= {{bottom}} ]]
  [[ AND weight > {{over}} ]] [[ AND weight < {{under}} ]] [[ AND weight >= {{at_least}} ]] [[ AND weight <= {{at_most}} ]]
ORDER BY place, amount DESC
