/*---
title: Growth
description: How a measure changed against the same month a year before
owner: "#analytics"
aliases: [year over year growth, trend]
freshness: fact_orders.orderDate
formats: { "{{measure.label}} growth": "+.1%" }
params:
  measure: { shared: measure, choices: [sales, units, orders] }
  country: shared
  period: shared
---*/
WITH months AS (
  SELECT date_trunc('month', f.orderDate) AS month, {{measure}} AS amount
  FROM fact_orders f
  LEFT JOIN dim_locations l ON f.postalCode = l.postalCode
  WHERE f.orderDate >= date_add('year', -1, date_trunc('month', {{period.start}})) AND f.orderDate < {{period.end}}
    [[ AND COALESCE(l.country, 'Unknown') IN ({{country}}) ]]
  GROUP BY 1
)
SELECT current_month.month AS "Month", CAST(current_month.amount AS double) / CAST(earlier.amount AS double) - 1 AS "{{measure.label}} growth"
FROM months current_month
JOIN months earlier ON earlier.month = date_add('year', -1, current_month.month)
WHERE current_month.month >= date_trunc('month', {{period.start}}) AND current_month.month < {{period.end}}
ORDER BY 1
