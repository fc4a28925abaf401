import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryFolder } from './program.ts';

/** A lake of one's own: the demo's columns, as CSV, with an order without a postal code, and codes with letters in one table only. */
export function ownLake(): string {
  const lake = temporaryFolder();
  const write = (name: string, text: string) => {
    mkdirSync(join(lake, name));
    writeFileSync(join(lake, name, 'part.csv'), text);
  };
  write(
    'fact_orders',
    'orderNumber,orderLineNumber,productCode,customerNumber,postalCode,orderDate,quantityOrdered,priceEach,orderAmount\n' +
      '1,1,P1,7,75001,2025-03-03,2,10.25,20.50\n1,2,P2,7,75001,2025-03-03,1,5.00,5.00\n2,1,P1,8,,2025-04-01,4,10.00,40.00\n3,1,P2,8,10115,2025-04-02,1,0.10,0.10\n',
  );
  write(
    'dim_products',
    'productCode,productName,productLine,productVendor,buyPrice,MSRP\nP1,One,Ships,Acme,5.00,12.00\nP2,Two,Planes,Acme,1.00,6.00\n',
  );
  write(
    'dim_locations',
    'postalCode,city,state,country\n75001,Paris,,France\n10115,Berlin,,Germany\nWX1 6LT,London,,UK\n',
  );
  write(
    'dim_customers',
    'customerNumber,customerName,contactFirstName,contactLastName,phone\n7,Seven,A,B,1\n8,Eight,C,D,2\n',
  );
  return lake;
}
