-- Sales by product line
SELECT COALESCE(p.productLine, 'Unknown') AS "product line", SUM(f.orderAmount) AS sales
FROM fact_orders f
LEFT JOIN dim_products p ON f.productCode = p.productCode
GROUP BY 1
ORDER BY sales DESC, "product line"
