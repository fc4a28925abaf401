-- Sales by country
SELECT COALESCE(l.country, 'Unknown') AS country, SUM(f.orderAmount) AS sales
FROM fact_orders f
LEFT JOIN dim_locations l ON f.postalCode = l.postalCode
GROUP BY 1
ORDER BY sales DESC, country
