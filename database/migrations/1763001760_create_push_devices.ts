import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Browsers in which somebody of a business switched notifications on: where their push service takes
 * messages for them, and the keys that only that browser can open them with. Nobody else's messages
 * are taken there, since each is signed with the deployment's key. What one is owed is a notification
 * on the channel `push`, which outlives the device.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table push_devices (
        id bigint generated always as identity primary key,
        user_id bigint not null references users on delete cascade,
        sign_in_id bigint references sign_ins on delete set null,
        endpoint varchar(2000) not null unique,
        public_key varchar(100) not null,
        secret varchar(40) not null,
        user_agent varchar(255),
        added_at timestamptz not null default clock_timestamp()
      );
      create index push_devices_user on push_devices (user_id);
      create index push_devices_sign_in on push_devices (sign_in_id) where sign_in_id is not null;

      alter table notifications
        add column push_device_id bigint references push_devices on delete set null,
        drop constraint notifications_channel_check,
        add constraint notifications_channel_check
          check (channel in ('in_app', 'mail', 'sms', 'webhook', 'push')),
        add constraint notifications_push_device check (push_device_id is null or channel = 'push');
      create index notifications_push_device on notifications (push_device_id)
        where push_device_id is not null;

      alter table muted_events
        drop constraint muted_events_channel_check,
        add constraint muted_events_channel_check check (channel in ('mail', 'in_app', 'push'))
    `)
  }

  async down() {
    this.schema.raw(`
      delete from muted_events where channel = 'push';
      alter table muted_events
        drop constraint muted_events_channel_check,
        add constraint muted_events_channel_check check (channel in ('mail', 'in_app'));

      delete from notifications where channel = 'push';
      alter table notifications
        drop column push_device_id,
        drop constraint notifications_channel_check,
        add constraint notifications_channel_check
          check (channel in ('in_app', 'mail', 'sms', 'webhook'));
      drop table push_devices
    `)
  }
}
