import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * The outbox: a row for every message owed, written in the transaction that caused it. The row owns
 * its retries (attempts, next_attempt_at, the lease); a queue job only nudges it. In-app rows are
 * never sent: they are read.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table notifications (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        booking_id bigint references bookings on delete cascade,
        user_id bigint references users on delete cascade,
        type varchar(50) not null,
        channel varchar(16) not null check (channel in ('in_app', 'mail', 'sms', 'webhook')),
        data jsonb not null default '{}',
        dedupe_key varchar(255) not null unique,
        status varchar(16) not null default 'queued'
          check (status in ('queued', 'sent', 'failed', 'dropped')),
        attempts integer not null default 0,
        next_attempt_at timestamptz not null default now(),
        leased_until timestamptz,
        message_id varchar(255),
        transport_id varchar(255),
        last_error text,
        sent_at timestamptz,
        read_at timestamptz,
        request_id varchar(64),
        created_at timestamptz not null default now()
      )
    `)
    this.schema.raw(
      `create index notifications_due on notifications (next_attempt_at) where status = 'queued' and channel <> 'in_app'`
    )
    this.schema.raw('create index notifications_booking on notifications (booking_id)')
    this.schema.raw(
      `create index notifications_user_read on notifications (user_id, read_at) where channel = 'in_app'`
    )
    this.schema.raw('create index notifications_business on notifications (business_id, status)')

    this.schema.raw(`
      create table mailbox_messages (
        id bigint generated always as identity primary key,
        message_id varchar(255) not null,
        sender varchar(500) not null,
        recipients varchar(500) not null,
        subject varchar(998) not null,
        html text,
        text text,
        headers jsonb not null default '{}',
        attachments jsonb not null default '[]',
        created_at timestamptz not null default clock_timestamp()
      )
    `)
    this.schema.raw('create index mailbox_messages_created on mailbox_messages (created_at)')
  }

  async down() {
    this.schema.raw('drop table mailbox_messages, notifications')
  }
}
