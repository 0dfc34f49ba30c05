-- What goes wrong with the sources while the SQL stays right; my choice.
-- damage: order twice
insert into stg_orders select * from stg_orders where order_id % 30 = 0;
-- damage: customer twice
-- (customer 40 has no orders; one who has would upset the money totals too)
insert into stg_customers select * from stg_customers where customer_id = 40;
-- damage: product twice
insert into stg_products select * from stg_products where product_id = 12;
-- damage: customer gone
delete from stg_customers where customer_id in (select customer_id from stg_orders
    where order_id = 30);
-- damage: order gone, items kept
delete from stg_orders where order_id % 30 = 0;
-- damage: product gone
delete from stg_products where product_id = 12;
-- damage: items twice, new ids
insert into stg_order_items select order_item_id + 5000, order_id, product_id
from stg_order_items where order_id % 30 = 0;
-- damage: items of an order gone
delete from stg_order_items where order_id = 30;
-- damage: price changed later
update stg_products set product_price = product_price + 50 where product_id = 12;
-- damage: customer id lost
update stg_orders set customer_id = null where order_id % 30 = 0;
-- damage: customer id swapped
update stg_orders set customer_id = 1 + customer_id % 36 where order_id % 30 = 0;
-- damage: supplies in wrong unit
update stg_supplies set supply_cost = supply_cost * 100 where product_id = 12;
-- damage: order and items gone
delete from stg_orders where order_id % 30 = 0;
delete from stg_order_items where order_id % 30 = 0;
