import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Messages by SMS. A booking has the number only once its client agreed to be texted, with when that was
 * and to which words; whoever writes STOP is kept by number alone, since they may book again elsewhere.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table booking_settings
        add column sends_texts boolean not null default false,
        add column text_reminder_minutes integer[] not null default '{60}',
        add constraint booking_settings_text_reminder_minutes check (
          5 <= all (text_reminder_minutes) and 40320 >= all (text_reminder_minutes)
          and array_position(text_reminder_minutes, null) is null);

      alter table bookings
        add column texts_to varchar(16) check (texts_to ~ '^[+][1-9][0-9]{6,14}$'),
        add column texts_agreed_at timestamptz,
        add column texts_words smallint,
        add constraint bookings_texts_agreed check (
          (texts_agreed_at is null) = (texts_words is null)
          and (texts_to is null or texts_agreed_at is not null));
      create index bookings_texts_to on bookings (texts_to, starts_at) where texts_to is not null;

      alter table client_preferences add column gets_texts boolean not null default true;

      create table text_stops (
        number varchar(16) primary key check (number ~ '^[+][1-9][0-9]{6,14}$'),
        stopped_at timestamptz not null default clock_timestamp()
      );

      alter table mailbox_messages
        add column channel varchar(4) not null default 'mail' check (channel in ('mail', 'sms'))
    `)
  }

  async down() {
    this.schema.raw(`
      alter table mailbox_messages drop column channel;
      drop table text_stops;
      alter table client_preferences drop column gets_texts;
      alter table bookings drop column texts_to, drop column texts_agreed_at, drop column texts_words;
      alter table booking_settings drop column sends_texts, drop column text_reminder_minutes
    `)
  }
}
