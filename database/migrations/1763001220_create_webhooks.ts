import { BaseSchema } from '@adonisjs/lucid/schema'

const SUBJECTS = [
  ...['booking', 'waitlist_entry', 'enquiry', 'session_series', 'user', 'invitation'],
  ...['inbox_address', 'client', 'one_time_link'],
]

/**
 * Endpoints are systems of the business that are told what happens. What one is owed is a notification
 * on the channel `webhook`, and beside it the body as it was when it happened, and each attempt.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table webhook_endpoints (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        url varchar(2000) not null,
        description varchar(200),
        events text[],
        secret text not null,
        former_secret text,
        former_secret_until timestamptz,
        paused_at timestamptz,
        paused_because varchar(16) check (paused_because in ('by_hand', 'failing', 'gone')),
        failing_since timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp(),
        unique (id, business_id),
        unique (business_id, url),
        check (cardinality(events) > 0),
        check ((former_secret is null) = (former_secret_until is null)),
        check ((paused_at is null) = (paused_because is null))
      );
    `)
    this.schema.raw(`
      alter table notifications
        add column webhook_endpoint_id bigint,
        add constraint notifications_webhook_endpoint
          foreign key (webhook_endpoint_id, business_id)
          references webhook_endpoints (id, business_id) on delete cascade,
        add constraint notifications_webhook
          check ((channel = 'webhook') = (webhook_endpoint_id is not null));
      create index notifications_webhook_endpoint on notifications (webhook_endpoint_id, id)
        where webhook_endpoint_id is not null
    `)
    this.schema.raw(`
      create table webhook_bodies (
        notification_id bigint primary key references notifications on delete cascade,
        event varchar(50) not null,
        body text not null
      );
      create table webhook_attempts (
        id bigint generated always as identity primary key,
        notification_id bigint not null references notifications on delete cascade,
        sent_at timestamptz not null,
        took_ms integer not null,
        signature text not null,
        status smallint,
        problem varchar(40),
        answer text,
        check ((status is null) = (problem is not null))
      );
      create index webhook_attempts_notification on webhook_attempts (notification_id);
      create table webhook_totals (
        outcome varchar(16) primary key,
        total bigint not null
      )
    `)
    this.allowSubjects([...SUBJECTS, 'booking_link', 'webhook_endpoint'])
  }

  async down() {
    this.schema.raw(`
      delete from notifications
       where channel = 'webhook' or subject_type in ('booking_link', 'webhook_endpoint')
    `)
    this.allowSubjects(SUBJECTS)
    this.schema.raw(`
      drop table webhook_totals, webhook_attempts, webhook_bodies;
      alter table notifications drop constraint notifications_webhook, drop column webhook_endpoint_id;
      drop table webhook_endpoints
    `)
  }

  private allowSubjects(subjects: string[]) {
    const list = subjects.map((subject) => `'${subject}'`).join(', ')
    this.schema.raw(`
      alter table notifications
        drop constraint notifications_subject,
        add constraint notifications_subject check (subject_type in (${list}))
    `)
  }
}
