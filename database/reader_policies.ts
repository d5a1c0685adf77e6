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

/**
 * SQL that makes the role under which the portal reads, where this database's owner may make roles, and
 * gives it rights and policies where it is there. The application turns into that role and does not
 * inherit from it: its own reads know nothing of these policies, and keep their indexes.
 */
export const READER_POLICIES = `
  do $$
  begin
    if not exists (select from pg_roles where rolname = 'bellhop_portal')
      and exists (select from pg_roles where rolname = current_user and (rolsuper or rolcreaterole)) then
      create role bellhop_portal nologin;
    end if;
  exception when duplicate_object or unique_violation then null; -- Another database of this server was first.
  end $$;
  do $$
  begin
    if not exists (select from pg_roles where rolname = 'bellhop_portal') or exists (
      select from pg_roles where rolcanlogin and not rolsuper and pg_has_role(oid, 'bellhop_portal', 'USAGE')
    ) then
      return;
    end if;
    grant usage on schema public to bellhop_portal;
    grant select on ${[...Object.keys(READER_ROWS), ...NAMED].join(', ')} to bellhop_portal;
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
      create policy reader_select on ${table} as restrictive for select to bellhop_portal
        using (${isTheirs});
    end if;`
      )
      .join('')}
  end $$`
