import { BaseSchema } from '@adonisjs/lucid/schema'

const owe = (lock: string) => `
  create or replace function owe_outside_contacts() returns trigger language plpgsql as $$
  begin
    if new.status <> 'approved' or new.client_id is null or new.ends_at <= clock_timestamp()
      or not exists (select from calendar_connections
        where business_id = new.business_id and has_contacts)
    then
      return null;
    end if;
    insert into outside_contacts (business_id, connection_id, client_id)
      select new.business_id, calendar_connections.id, clients.id
      from calendar_connections
        join clients on clients.id = new.client_id and clients.business_id = new.business_id
      where calendar_connections.business_id = new.business_id and has_contacts
        and (host_id = new.host_id or exists (
          select from claims
          where claims.holder_id = new.id and claims.host_id = calendar_connections.host_id
            and claims.released_at is null))
      ${lock}
      on conflict (connection_id, client_id) do update
        set is_owed = true, tries = 0, next_attempt_at = clock_timestamp()
        where outside_contacts.state in ('wanted', 'nothing') and not outside_contacts.is_owed;
    return null;
  end $$`

/**
 * A booking that is confirmed while an account is disconnected waits for that, and owes it nothing:
 * before, it was refused, since what it referred to was gone.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(owe('for key share'))
  }

  async down() {
    this.schema.raw(owe(''))
  }
}
