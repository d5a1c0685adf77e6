import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * The people of an account, where its owner lets them be used: who has a booking confirmed is owed to
 * those of their host, whichever way it was confirmed.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table calendar_connections
        add column has_contacts boolean not null default false,
        add constraint calendar_connections_contacts
          check (not has_contacts or provider in ('google', 'outlook'));
      create index calendar_connections_contacts on calendar_connections (business_id)
        where has_contacts
    `)
    this.schema.raw(`
      create table outside_contacts (
        id bigint generated always as identity primary key,
        business_id bigint not null,
        connection_id bigint not null references calendar_connections on delete cascade,
        client_id bigint not null,
        state varchar(16) not null default 'wanted'
          check (state in ('wanted', 'known', 'added', 'nothing')),
        is_owed boolean not null default true,
        tries integer not null default 0,
        next_attempt_at timestamptz not null default clock_timestamp(),
        leased_until timestamptz,
        last_problem varchar(40),
        created_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp(),
        foreign key (client_id, business_id) references clients (id, business_id) on delete cascade,
        unique (connection_id, client_id)
      );
      create index outside_contacts_due on outside_contacts (next_attempt_at) where is_owed;
      create index outside_contacts_client on outside_contacts (client_id)
    `)
    this.schema.raw(`
      create function owe_outside_contacts() returns trigger language plpgsql as $$
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
          on conflict (connection_id, client_id) do update
            set is_owed = true, tries = 0, next_attempt_at = clock_timestamp()
            where outside_contacts.state in ('wanted', 'nothing') and not outside_contacts.is_owed;
        return null;
      end $$
    `)
    this.schema.raw(`
      create constraint trigger owe_outside_contacts
        after insert or update of status, client_id, host_id
        on bookings deferrable initially deferred
        for each row execute function owe_outside_contacts()
    `)
  }

  async down() {
    this.schema.raw('drop trigger owe_outside_contacts on bookings')
    this.schema.raw('drop function owe_outside_contacts')
    this.schema.raw('drop table outside_contacts')
    this.schema.raw(`
      drop index calendar_connections_contacts;
      alter table calendar_connections drop column has_contacts
    `)
  }
}
