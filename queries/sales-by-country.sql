-- Sales by country
SELECT COALESCE(l.country, 'Unknown') AS country, SUM(f.orderAmount) AS sales
FROM fact_orders f
LEFT JOIN dim_locations l ON CAST(f.postalCode AS varchar) = CAST(l.postalCode AS varchar)
GROUP BY 1
ORDER BY sales DESC, country
