-- Three marts of dbt Labs' demo project (https://github.com/dbt-labs/jaffle-shop), Apache
-- License 2.0. Changed here: refs became table names, CTEs that only rename a table were
-- folded into its use, and white space. The logic is untouched.

-- model: order_items
with order_supplies_summary as (
    select product_id, sum(supply_cost) as supply_cost
    from stg_supplies
    group by 1
)
select
    order_items.*,
    orders.ordered_at,
    products.product_name,
    products.product_price,
    products.is_food_item,
    products.is_drink_item,
    order_supplies_summary.supply_cost
from stg_order_items as order_items
left join stg_orders as orders on order_items.order_id = orders.order_id
left join stg_products as products on order_items.product_id = products.product_id
left join order_supplies_summary
    on order_items.product_id = order_supplies_summary.product_id

-- model: orders
with order_items_summary as (
    select
        order_id,
        sum(supply_cost) as order_cost,
        sum(product_price) as order_items_subtotal,
        count(order_item_id) as count_order_items,
        sum(case when is_food_item then 1 else 0 end) as count_food_items,
        sum(case when is_drink_item then 1 else 0 end) as count_drink_items
    from order_items
    group by 1
),
compute_booleans as (
    select
        orders.*,
        order_items_summary.order_cost,
        order_items_summary.order_items_subtotal,
        order_items_summary.count_food_items,
        order_items_summary.count_drink_items,
        order_items_summary.count_order_items,
        order_items_summary.count_food_items > 0 as is_food_order,
        order_items_summary.count_drink_items > 0 as is_drink_order
    from stg_orders as orders
    left join order_items_summary on orders.order_id = order_items_summary.order_id
)
select
    *,
    row_number() over (
        partition by customer_id order by ordered_at asc
    ) as customer_order_number
from compute_booleans

-- model: customers
with customer_orders_summary as (
    select
        orders.customer_id,
        count(distinct orders.order_id) as count_lifetime_orders,
        count(distinct orders.order_id) > 1 as is_repeat_buyer,
        min(orders.ordered_at) as first_ordered_at,
        max(orders.ordered_at) as last_ordered_at,
        sum(orders.subtotal) as lifetime_spend_pretax,
        sum(orders.tax_paid) as lifetime_tax_paid,
        sum(orders.order_total) as lifetime_spend
    from orders
    group by 1
)
select
    customers.*,
    customer_orders_summary.count_lifetime_orders,
    customer_orders_summary.first_ordered_at,
    customer_orders_summary.last_ordered_at,
    customer_orders_summary.lifetime_spend_pretax,
    customer_orders_summary.lifetime_tax_paid,
    customer_orders_summary.lifetime_spend,
    case
        when customer_orders_summary.is_repeat_buyer then 'returning'
        else 'new'
    end as customer_type
from stg_customers as customers
left join customer_orders_summary
    on customers.customer_id = customer_orders_summary.customer_id
