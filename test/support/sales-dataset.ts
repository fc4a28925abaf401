/** The dataset that the shipped catalogue is about, as its file says it. */
export const SALES = `title: Sales
description: What was ordered, by whom, where and when
owner: "#analytics"
aliases: [revenues]
from: fact_orders f
joins:
  l: { table: dim_locations, on: f.postalCode = l.postalCode }
  p: { table: dim_products, on: f.productCode = p.productCode }
  c: { table: dim_customers, on: f.customerNumber = c.customerNumber }
time: { sql: f.orderDate }
dimensions:
  country: { sql: l.country, aliases: [market], synonyms: { USA: [US, United States, America] } }
  state: { sql: l.state, in: country, aliases: [region] }
  city: { sql: l.city, in: state }
  product line: { sql: p.productLine, aliases: [line, category] }
  product: { sql: p.productName, in: product line }
  vendor: { sql: p.productVendor }
  customer: { sql: c.customerName, aliases: [client, buyer, purchaser] }
measures:
  sales: { sum: f.orderAmount, format: "$,.0f", aliases: [revenue, turnover, amount], verbs: [sell, earn] }
  units: { sum: f.quantityOrdered, label: Units sold, aliases: [quantity, pieces], verbs: [sell] }
  orders: { count: f.orderNumber, verbs: [order, place] }
  customers: { count: f.customerNumber }
  margin: { sum: f.orderAmount - f.quantityOrdered * p.buyPrice, aliases: [profit] }
  margin rate: { ratio: margin / sales, format: ".1%", aliases: [margin %, profit margin] }
  average order: { ratio: sales / orders, format: "$,.0f", aliases: [order value, basket] }
default: { measure: sales, by: country, period: last 12 months }
`;
