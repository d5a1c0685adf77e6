/** The row's business is the one that the transaction is for; one that is for no single business may write all. */
const IS_OF_TENANT =
  "coalesce(business_id = cast(nullif(current_setting(''bellhop.business'', true), '''') as bigint), true)"

/** Rows of people rather than of the business that they name: where somebody works now. */
const OF_PEOPLE = ['sign_ins']

/**
 * SQL that gives each table with a business its policies, where it has none yet: rows are read by the
 * code's own questions, and written only for the business that `onBehalfOf` names.
 */
export const ROW_POLICIES = `
  do $$
  declare tenant_owned text;
  begin
    for tenant_owned in
      select cast(cast(tables.oid as regclass) as text) from pg_class as tables
        join pg_attribute as columns on columns.attrelid = tables.oid
          and columns.attname = 'business_id' and not columns.attisdropped
       where tables.relkind in ('r', 'p') and not tables.relispartition
         and tables.relnamespace = cast('public' as regnamespace)
         and tables.relname not in ('${OF_PEOPLE.join("', '")}')
         and not exists (select from pg_policy where polrelid = tables.oid and polname = 'tenant_insert')
       order by 1
    loop
      execute format('
        create policy tenant_select on %1$s for select using (true);
        create policy tenant_insert on %1$s for insert with check (${IS_OF_TENANT});
        create policy tenant_update on %1$s for update using (${IS_OF_TENANT});
        create policy tenant_delete on %1$s for delete using (${IS_OF_TENANT});
        alter table %1$s enable row level security', tenant_owned);
    end loop;
  end $$`
