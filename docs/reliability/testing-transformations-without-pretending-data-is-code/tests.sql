-- Each test selects what is wrong and passes when it finds nothing, as in dbt. The first
-- three groups ship with jaffle-shop, as dbt and dbt_utils compile them; total is mine.

-- tests: input
select order_id from stg_orders where order_id is null;
select order_id from stg_orders where order_id is not null group by 1 having count(*) > 1;
select order_item_id from stg_order_items where order_item_id is null;
select order_item_id from stg_order_items where order_item_id is not null
    group by 1 having count(*) > 1;
select order_id from stg_order_items where order_id is null;
select order_id from stg_order_items where order_id is not null
    and order_id not in (select order_id from stg_orders);
select product_id from stg_products where product_id is null;
select product_id from stg_products where product_id is not null
    group by 1 having count(*) > 1;
select customer_id from stg_customers where customer_id is null;
select customer_id from stg_customers where customer_id is not null
    group by 1 having count(*) > 1;
select supply_uuid from stg_supplies where supply_uuid is null;
select supply_uuid from stg_supplies where supply_uuid is not null
    group by 1 having count(*) > 1;

-- tests: mart
select order_id from orders where order_id is null;
select order_id from orders where order_id is not null group by 1 having count(*) > 1;
select customer_id from orders where customer_id is not null
    and customer_id not in (select customer_id from stg_customers);
select order_item_id from order_items where order_item_id is null;
select order_item_id from order_items where order_item_id is not null
    group by 1 having count(*) > 1;
select order_id from order_items where order_id is not null
    and order_id not in (select order_id from orders);
select customer_id from customers where customer_id is null;
select customer_id from customers where customer_id is not null
    group by 1 having count(*) > 1;
select customer_type from customers where customer_type not in ('new', 'returning');

-- tests: row
select 1 from orders where not (order_items_subtotal = subtotal);
select 1 from orders where not (order_total = subtotal + tax_paid);
select 1 from customers
    where not (lifetime_spend_pretax + lifetime_tax_paid = lifetime_spend);
select 1 from stg_orders where not (order_total - tax_paid = subtotal);

-- tests: total
-- --8<-- [start:totals]
-- one row in, one row out
select 'order_items' where (select count(*) from order_items)
    is not (select count(*) from stg_order_items);
select 'orders' where (select count(*) from orders)
    is not (select count(*) from stg_orders);
select 'customers' where (select count(*) from customers)
    is not (select count(*) from stg_customers);
-- the same money at both ends
select 'spend' where (select sum(lifetime_spend) from customers)
    is not (select sum(order_total) from stg_orders);
select 'price' where (select sum(order_items_subtotal) from orders)
    is not (select sum(subtotal) from stg_orders);
select 'cost' where (select sum(order_cost) from orders)
    is not (select sum(supply_cost) from stg_order_items
            join stg_supplies using (product_id));
-- the same things counted at both ends
select 'placed' where (select sum(count_lifetime_orders) from customers)
    is not (select count(*) from stg_orders);
select 'items' where (select sum(count_order_items) from orders)
    is not (select count(*) from stg_order_items);
select 'food' where (select sum(count_food_items) from orders)
    is not (select sum(is_food_item) from stg_order_items
            join stg_products using (product_id));
select 'drink' where (select sum(count_drink_items) from orders)
    is not (select sum(is_drink_item) from stg_order_items
            join stg_products using (product_id));
-- --8<-- [end:totals]
