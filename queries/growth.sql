/*---
title: Growth
description: A measure by month, with its change against the same month a year before
owner: "#analytics"
aliases: [year over year growth, trend]
freshness: SELECT MAX(orderDate) FROM fact_orders
params:
  measure: { type: choice, default: sales, choices: {
    sales:  { sql: "SUM(f.orderAmount)", label: Sales growth, format: "+.1%", aliases: [revenue] },
    units:  { sql: "SUM(f.quantityOrdered)", label: Units growth, format: "+.1%" },
    orders: { sql: "COUNT(DISTINCT f.orderNumber)", label: Orders growth, format: "+.1%" } } }
  country: { type: string, many: true, optional: true, label: Country,
    values: "SELECT DISTINCT COALESCE(country, 'Unknown') FROM dim_locations ORDER BY 1" }
  period: { type: period, default: last 12 months, label: Period }
---*/
WITH months AS (
  SELECT date_trunc('month', f.orderDate) AS month, {{measure}} AS amount
  FROM fact_orders f
  LEFT JOIN dim_locations l ON f.postalCode = l.postalCode
  WHERE f.orderDate >= date_add('year', -1, {{period.start}}) AND f.orderDate < {{period.end}}
    [[ AND COALESCE(l.country, 'Unknown') IN ({{country}}) ]]
  GROUP BY 1
)
SELECT this.month AS "Month", CAST(this.amount AS double) / CAST(before.amount AS double) - 1 AS "{{measure.label}}"
FROM months this
JOIN months before ON before.month = date_add('year', -1, this.month)
WHERE this.month >= date_trunc('month', {{period.start}}) AND this.month < {{period.end}}
ORDER BY 1
