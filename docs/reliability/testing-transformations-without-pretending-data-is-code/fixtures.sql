-- Given rows and expected rows. unit: the unit tests of jaffle-shop, prices in cents.
-- tidy and ugly: mine.

-- fixture: unit order_items
insert into stg_supplies (product_id, supply_cost) values (1, 450), (2, 350), (2, 500);
insert into stg_products (product_id) values (1), (2);
insert into stg_order_items (order_id, product_id) values (1, 1), (2, 2), (2, 2);
insert into stg_orders (order_id) values (1), (2);
-- expect
create table expect_order_items (order_id, product_id, supply_cost);
insert into expect_order_items values (1, 1, 450), (2, 2, 850), (2, 2, 850);

-- fixture: unit orders
create table order_items (order_id, order_item_id, is_drink_item, is_food_item, product_id,
    product_price, supply_cost);
insert into order_items (order_id, order_item_id, is_drink_item, is_food_item)
values (1, 1, 0, 1), (1, 2, 1, 0), (2, 3, 0, 1);
insert into stg_orders (order_id) values (1), (2);
-- expect
create table expect_orders (order_id, count_food_items, count_drink_items, is_drink_order,
    is_food_order);
insert into expect_orders values (1, 1, 1, 1, 1), (2, 1, 0, 0, 1);

-- fixture: tidy
-- One careful example, worked out by hand: two customers, three orders, six items.
insert into stg_customers values (1, 'Ann'), (2, 'Ben');
insert into stg_products values
    (10, 'toast', 500, 1, 0), (11, 'bagel', 700, 1, 0), (20, 'coffee', 300, 0, 1);
insert into stg_supplies values (1, 10, 100), (2, 10, 50), (3, 11, 200), (4, 20, 60);
insert into stg_orders values
    (1, 7, 1, 800, 80, 880, 3), (2, 7, 1, 300, 30, 330, 5), (3, 8, 2, 1500, 150, 1650, 4);
insert into stg_order_items values
    (1, 1, 10), (2, 1, 20), (3, 2, 20), (4, 3, 10), (5, 3, 11), (6, 3, 20);
-- expect
create table expect_order_items (order_item_id, order_id, product_id, ordered_at,
    product_name, product_price, is_food_item, is_drink_item, supply_cost);
insert into expect_order_items values
    (1, 1, 10, 3, 'toast', 500, 1, 0, 150), (2, 1, 20, 3, 'coffee', 300, 0, 1, 60),
    (3, 2, 20, 5, 'coffee', 300, 0, 1, 60), (4, 3, 10, 4, 'toast', 500, 1, 0, 150),
    (5, 3, 11, 4, 'bagel', 700, 1, 0, 200), (6, 3, 20, 4, 'coffee', 300, 0, 1, 60);
create table expect_orders (order_id, location_id, customer_id, subtotal, tax_paid,
    order_total, ordered_at, order_cost, order_items_subtotal, count_food_items,
    count_drink_items, count_order_items, is_food_order, is_drink_order,
    customer_order_number);
insert into expect_orders values
    (1, 7, 1, 800, 80, 880, 3, 210, 800, 1, 1, 2, 1, 1, 1),
    (2, 7, 1, 300, 30, 330, 5, 60, 300, 0, 1, 1, 0, 1, 2),
    (3, 8, 2, 1500, 150, 1650, 4, 410, 1500, 2, 1, 3, 1, 1, 1);
create table expect_customers (customer_id, customer_name, count_lifetime_orders,
    first_ordered_at, last_ordered_at, lifetime_spend_pretax, lifetime_tax_paid,
    lifetime_spend, customer_type);
insert into expect_customers values
    (1, 'Ann', 2, 3, 5, 1100, 110, 1210, 'returning'),
    (2, 'Ben', 1, 4, 4, 1500, 150, 1650, 'new');

-- fixture: ugly
-- The same, and the cases that data bring and examples forget: a customer without orders,
-- an order without items, an item without a product, an order without a customer, the same
-- thing twice in one order, two supplies at one price.
insert into stg_customers values (1, 'Ann'), (2, 'Ben'), (3, 'Cy'), (4, null);
insert into stg_products values
    (10, 'toast', 500, 1, 0), (11, 'bagel', 700, 1, 0), (20, 'coffee', 300, 0, 1);
insert into stg_supplies values
    (1, 10, 100), (2, 10, 50), (3, 11, 200), (4, 20, 60), (5, 20, 60);
insert into stg_orders values
    (1, 7, 1, 800, 80, 880, 3), (2, 7, 1, 600, 60, 660, 5), (3, 8, 2, 1500, 150, 1650, 4),
    (4, 7, 1, 0, 0, 0, 9), (5, 8, null, 500, 50, 550, 3), (6, 7, 1, 500, 50, 550, 8);
insert into stg_order_items values
    (1, 1, 10), (2, 1, 20), (3, 2, 20), (4, 2, 20), (5, 3, 10), (6, 3, 11), (7, 3, 20),
    (8, 5, 10), (9, 6, 99), (10, 6, 10);
-- expect
create table expect_order_items (order_item_id, order_id, product_id, ordered_at,
    product_name, product_price, is_food_item, is_drink_item, supply_cost);
insert into expect_order_items values
    (1, 1, 10, 3, 'toast', 500, 1, 0, 150), (2, 1, 20, 3, 'coffee', 300, 0, 1, 120),
    (3, 2, 20, 5, 'coffee', 300, 0, 1, 120), (4, 2, 20, 5, 'coffee', 300, 0, 1, 120),
    (5, 3, 10, 4, 'toast', 500, 1, 0, 150), (6, 3, 11, 4, 'bagel', 700, 1, 0, 200),
    (7, 3, 20, 4, 'coffee', 300, 0, 1, 120), (8, 5, 10, 3, 'toast', 500, 1, 0, 150),
    (9, 6, 99, 8, null, null, null, null, null), (10, 6, 10, 8, 'toast', 500, 1, 0, 150);
create table expect_orders (order_id, location_id, customer_id, subtotal, tax_paid,
    order_total, ordered_at, order_cost, order_items_subtotal, count_food_items,
    count_drink_items, count_order_items, is_food_order, is_drink_order,
    customer_order_number);
insert into expect_orders values
    (1, 7, 1, 800, 80, 880, 3, 270, 800, 1, 1, 2, 1, 1, 1),
    (2, 7, 1, 600, 60, 660, 5, 240, 600, 0, 2, 2, 0, 1, 2),
    (3, 8, 2, 1500, 150, 1650, 4, 470, 1500, 2, 1, 3, 1, 1, 1),
    (4, 7, 1, 0, 0, 0, 9, null, null, null, null, null, null, null, 4),
    (5, 8, null, 500, 50, 550, 3, 150, 500, 1, 0, 1, 1, 0, 1),
    (6, 7, 1, 500, 50, 550, 8, 150, 500, 1, 0, 2, 1, 0, 3);
create table expect_customers (customer_id, customer_name, count_lifetime_orders,
    first_ordered_at, last_ordered_at, lifetime_spend_pretax, lifetime_tax_paid,
    lifetime_spend, customer_type);
insert into expect_customers values
    (1, 'Ann', 4, 3, 9, 1900, 190, 2090, 'returning'),
    (2, 'Ben', 1, 4, 4, 1500, 150, 1650, 'new'),
    (3, 'Cy', null, null, null, null, null, null, 'new'),
    (4, null, null, null, null, null, null, null, 'new');
