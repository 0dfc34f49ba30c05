-- The sources: five staging tables of a made-up shop, with columns of jaffle-shop's and
-- money in cents. rnd(a, b) is a seeded random integer from a to b - 1. :messy is a
-- percentage: that many orders lack a customer, that many items have no known product, and
-- twice that many orders lack a first item.

-- part: tables
create table stg_customers (customer_id, customer_name);
create table stg_products (product_id, product_name, product_price, is_food_item,
    is_drink_item);
create table stg_supplies (supply_uuid, product_id, supply_cost);
create table stg_orders (order_id, location_id, customer_id, subtotal, tax_paid,
    order_total, ordered_at);
create table stg_order_items (order_item_id, order_id, product_id);

-- part: rows
create temp table n as with recursive n (i) as (values (1) union all select i + 1 from n
    where i < 360) select i from n;
insert into stg_customers select i, 'customer ' || i from n where i <= 40;
insert into stg_products select 9 + i, 'product ' || i, rnd(300, 900), i <= 6, i > 6
from n where i <= 10;
insert into stg_supplies select i, 10 + i % 10, 20 + i % 20 * 3 from n where i <= 40;
-- 90 orders, each in eight hours of its own (ordered_at counts steps of two hours), by
-- customers 1 to 36
insert into stg_orders (order_id, location_id, customer_id, ordered_at)
select i, i % 3, case when rnd(0, 100) < :messy then null else rnd(1, 37) end,
    i * 37 % 90 * 4 + rnd(0, 4) from n where i <= 90;
insert into stg_order_items
select i, 1 + (i - 1) % 90, case when rnd(0, 100) < :messy then 99 else rnd(10, 20) end
from n where case when i <= 90 then rnd(0, 100) >= 2 * :messy else rnd(0, 100) < 50 end;
update stg_orders set subtotal = (
    select coalesce(sum(product_price), 0) from stg_order_items join stg_products
    using (product_id) where stg_order_items.order_id = stg_orders.order_id);
update stg_orders set tax_paid = subtotal * 6 / 100,
    order_total = subtotal + subtotal * 6 / 100;
drop table n;
