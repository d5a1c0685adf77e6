import pg from 'pg'

/** Whose rows are read in a transaction of `asReader`. */
const READER = "current_setting('bellhop.reader', true)"

const OF_THEIR_BOOKING = 'exists (select from bookings where bookings.id = booking_id)'

/** What the portal reads of each table with rows of clients. */
export const READER_ROWS = {
  bookings: `client_email = cast(${READER} as citext) and tells_client`,
  booking_events: OF_THEIR_BOOKING,
  notifications: `user_id is null and inbox_address_id is null and ${OF_THEIR_BOOKING}`,
  clients: `email_key = ${READER}`,
  waitlist_entries: `lower(client_email) = ${READER}`,
  enquiries: `lower(client_email) = ${READER}`,
  client_preferences: `email = cast(${READER} as citext)`,
  portal_sign_ins: `email = ${READER}`,
}

/** What those rows are about. */
const NAMED = ['businesses', 'services']

/** Of one application's role, since roles are the server's and not one database's: no other deployment on it reads here. */
export const readerRole = (application: string) => `${application}_portal`

/**
 * SQL that makes the role under which the portal reads, where this database's owner may make roles, lets
 * the application turn into it, and gives it rights and policies. Where the application inherits from it,
 * they are taken away: its own reads know nothing of these policies, and keep their indexes.
 */
export function readerPolicies(application: string): string {
  return `
  do $do$
  declare
    application constant name := ${pg.escapeLiteral(application)};
    reader constant name := ${pg.escapeLiteral(readerRole(application))};
    has_grants_of_sets constant boolean := cast(current_setting('server_version_num') as int) >= 160000;
    is_super boolean;
    makes_roles boolean;
    reader_id oid;
    is_inherited boolean;
    policed text;
  begin
    select rolsuper, rolsuper or rolcreaterole into is_super, makes_roles
      from pg_roles where rolname = current_user;
    if makes_roles and not exists (select from pg_roles where rolname = reader) then
      begin
        execute format('create role %I nologin', reader);
      exception when duplicate_object or unique_violation then null; -- Another database was first.
      end;
    end if;
    select oid into reader_id from pg_roles where rolname = reader;
    if reader_id is not null and has_grants_of_sets and not pg_has_role(application, reader_id, 'SET')
      and (is_super or pg_has_role(current_user, reader_id, 'MEMBER WITH ADMIN OPTION')) then
      execute format('grant %I to %I with inherit false, set true', reader, application);
    end if;
    is_inherited := reader_id is not null and application <> current_user
      and pg_has_role(application, reader_id, 'USAGE')
      and exists (select from pg_roles where rolname = application and not rolsuper);
    for policed in
      select cast(cast(polrelid as regclass) as text) from pg_policy
       where polname = 'reader_select' and (is_inherited or polroles is distinct from array[reader_id])
    loop
      execute format('drop policy reader_select on %s', policed);
    end loop;
    if is_inherited then
      execute format('revoke select on all tables in schema public from %I', reader);
    end if;
    if reader_id is null or is_inherited then
      return;
    end if;
    execute format('grant usage on schema public to %I', reader);
    execute format('grant select on ${[...Object.keys(READER_ROWS), ...NAMED].join(', ')} to %I', reader);
    if not exists (select from pg_policy where polname = 'anybody') then
      create policy anybody on portal_sign_ins using (true) with check (true);
      alter table portal_sign_ins enable row level security;
    end if;
    ${Object.entries(READER_ROWS)
      .map(
        ([table, isTheirs]) => `
    if not exists (
      select from pg_policy where polname = 'reader_select' and polrelid = cast('${table}' as regclass)
    ) then
      execute format($of$create policy reader_select on ${table} as restrictive for select to %I
        using (${isTheirs})$of$, reader);
    end if;`
      )
      .join('')}
  end $do$`
}
