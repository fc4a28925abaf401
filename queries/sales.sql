/*---
title: Sales
description: Order amount, units and orders by any dimension
owner: "#analytics"
aliases: [revenue, turnover, sell, sold]
freshness: SELECT MAX(orderDate) FROM fact_orders
params:
  measure: { type: choice, default: sales, choices: {
    sales:  { sql: "SUM(f.orderAmount)", label: Sales, format: "$,.0f", aliases: [revenue, turnover, amount] },
    units:  { sql: "SUM(f.quantityOrdered)", label: Units sold, format: ",.0f", aliases: [units, quantity, pieces] },
    orders: { sql: "COUNT(DISTINCT f.orderNumber)", label: Orders, format: ",.0f", aliases: [order count] } } }
  by: { type: choice, default: country, label: By, choices: {
    country:      { sql: "COALESCE(l.country, 'Unknown')", label: Country },
    city:         { sql: "COALESCE(l.city, 'Unknown')", label: City },
    product_line: { sql: "COALESCE(p.productLine, 'Unknown')", label: Product line, aliases: [line, category] },
    product:      { sql: "COALESCE(p.productName, 'Unknown')", label: Product },
    vendor:       { sql: "COALESCE(p.productVendor, 'Unknown')", label: Vendor },
    day:          { sql: "date_trunc('day', f.orderDate)", label: Day, type: date, aliases: [daily] },
    week:         { sql: "date_trunc('week', f.orderDate)", label: Week, type: date, aliases: [weekly] },
    month:        { sql: "date_trunc('month', f.orderDate)", label: Month, type: date, aliases: [monthly] },
    quarter:      { sql: "date_trunc('quarter', f.orderDate)", label: Quarter, type: date, aliases: [quarterly] },
    year:         { sql: "date_trunc('year', f.orderDate)", label: Year, type: date, aliases: [yearly, annual] } } }
  split: { type: choice, optional: true, label: Split by, choices: by }
  country: { type: string, many: true, optional: true, label: Country,
    values: "SELECT DISTINCT COALESCE(country, 'Unknown') FROM dim_locations ORDER BY 1" }
  product_line: { type: string, many: true, optional: true, label: Product line,
    values: "SELECT DISTINCT COALESCE(productLine, 'Unknown') FROM dim_products ORDER BY 1" }
  period: { type: period, default: last 12 months, label: Period }
  top: { type: integer, optional: true, min: 1, max: 100, label: Top }
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
weighed AS (SELECT *, SUM(amount) OVER (PARTITION BY item) AS weight FROM grouped),
ranked AS (SELECT *, DENSE_RANK() OVER (ORDER BY weight DESC, item) AS place FROM weighed)
SELECT item AS "{{by.label}}" [[, part AS "{{split.label}}" ]], amount AS "{{measure.label}}"
FROM ranked
[[ WHERE place <= {{top}} ]]
ORDER BY place, amount DESC
