/*---
title: Repeat customers
description: New customers by the month of their first order, and how many of them ordered again
owner: "#analytics"
aliases: [returning customers, retention]
freshness: fact_orders.orderDate
params:
  period: { type: period, default: last 12 months }
---*/
WITH customers AS (
  SELECT f.customerNumber, MIN(f.orderDate) AS first_day, COUNT(DISTINCT f.orderNumber) AS orders
  FROM fact_orders f
  GROUP BY 1
)
SELECT date_trunc('month', first_day) AS "First month", COUNT(*) AS "New customers",
  SUM(CASE WHEN orders > 1 THEN 1 ELSE 0 END) AS "Ordered again"
FROM customers
WHERE first_day >= {{period.start}} AND first_day < {{period.end}}
GROUP BY 1
ORDER BY 1
