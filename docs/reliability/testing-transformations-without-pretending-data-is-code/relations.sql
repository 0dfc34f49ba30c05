-- Six metamorphic relations. Each changes a copy of the sources ("change"), builds the
-- models from it, and compares with the models built from the sources as they are (schema
-- "base"). A query that returns rows is a relation broken; no expected value is written.

-- relation: shuffle
-- order of the input rows must not matter
-- --8<-- [start:shuffle]
-- change
create temp table reversed as select * from stg_orders order by order_id desc;
delete from stg_orders;
insert into stg_orders select * from reversed order by order_id desc;
-- compare
select * from orders except select * from base.orders;
select * from base.orders except select * from orders;
-- --8<-- [end:shuffle]
select * from customers except select * from base.customers;

-- relation: slice
-- a third of the customers alone gives the same rows for them
-- --8<-- [start:slice]
-- change
delete from stg_customers where customer_id % 3 <> 0;
delete from stg_orders where customer_id % 3 <> 0;
delete from stg_order_items where order_id not in (select order_id from stg_orders);
-- compare
select * from orders except select * from base.orders;
select * from base.orders where customer_id % 3 = 0 except select * from orders;
select * from customers except select * from base.customers;
select * from base.customers where customer_id % 3 = 0
except select * from customers;
-- --8<-- [end:slice]

-- relation: scale
-- three times the prices, three times the money, all else equal
-- change
update stg_products set product_price = 3 * product_price;
update stg_supplies set supply_cost = 3 * supply_cost;
update stg_orders set subtotal = 3 * subtotal, tax_paid = 3 * tax_paid,
    order_total = 3 * order_total;
-- compare
select order_id, order_items_subtotal, order_cost, count_order_items, count_food_items,
    count_drink_items, is_food_order, is_drink_order, customer_order_number from orders
except
select order_id, 3 * order_items_subtotal, 3 * order_cost, count_order_items,
    count_food_items, count_drink_items, is_food_order, is_drink_order,
    customer_order_number
from base.orders;
select customer_id, lifetime_spend_pretax, lifetime_tax_paid, lifetime_spend,
    count_lifetime_orders, first_ordered_at, last_ordered_at, customer_type from customers
except
select customer_id, 3 * lifetime_spend_pretax, 3 * lifetime_tax_paid, 3 * lifetime_spend,
    count_lifetime_orders, first_ordered_at, last_ordered_at, customer_type
from base.customers;

-- relation: repeat
-- every order placed once more, after all others, under new ids
-- change
insert into stg_order_items
select order_item_id + 100000, order_id + 100000, product_id from stg_order_items;
insert into stg_orders
select order_id + 100000, location_id, customer_id, subtotal, tax_paid, order_total,
    ordered_at + 1000 from stg_orders;
-- compare
select * from base.orders except select * from orders;
select order_id - 100000, order_items_subtotal, order_cost, count_order_items,
    count_food_items, count_drink_items, is_food_order, is_drink_order
from orders where order_id > 100000
except
select order_id, order_items_subtotal, order_cost, count_order_items,
    count_food_items, count_drink_items, is_food_order, is_drink_order from base.orders;
select customer_id, lifetime_spend_pretax, lifetime_tax_paid, lifetime_spend,
    count_lifetime_orders, first_ordered_at, last_ordered_at from customers
except
select customer_id, 2 * lifetime_spend_pretax, 2 * lifetime_tax_paid, 2 * lifetime_spend,
    2 * count_lifetime_orders, first_ordered_at, last_ordered_at + 1000 from base.customers;

-- relation: double
-- every item of an order twice: its sums and counts double, its flags stay
-- change
insert into stg_order_items
select order_item_id + 100000, order_id, product_id from stg_order_items;
-- compare
select order_id, order_items_subtotal, order_cost, count_order_items, count_food_items,
    count_drink_items, is_food_order, is_drink_order from orders
except
select order_id, 2 * order_items_subtotal, 2 * order_cost, 2 * count_order_items,
    2 * count_food_items, 2 * count_drink_items, is_food_order, is_drink_order
from base.orders;

-- relation: add
-- a customer who orders nothing, and a drink on every order
-- --8<-- [start:add]
-- change
insert into stg_customers values (900000, 'nobody yet');
insert into stg_order_items
select 200000 + order_id, order_id,
    (select max(product_id) from stg_products where is_drink_item)
from stg_orders;
-- compare
select * from base.customers except select * from customers;
select count(*) from customers
having count(*) <> (select count(*) + 1 from base.customers);
select n.order_id from orders as n join base.orders as b using (order_id)
where n.count_food_items <> b.count_food_items
   or n.count_drink_items <> b.count_drink_items + 1
   or n.count_order_items <> b.count_order_items + 1
   or not n.is_drink_order or n.is_food_order <> b.is_food_order;
-- --8<-- [end:add]
