import { BaseSchema } from '@adonisjs/lucid/schema'

/** Who was said to be somebody else is not matched by what they share, but by it and their name. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table clients
        add column shares_email boolean not null default false,
        add column shares_phone boolean not null default false;
      alter table clients drop column contact_key;
      alter table clients
        add column contact_key varchar(255) generated always as (coalesce(
          case when not shares_email then email_key end,
          case when not shares_phone then phone_key end)) stored,
        add constraint clients_once unique (business_id, contact_key);
      create index clients_sharing on clients (business_id, email_key) where shares_email
    `)
  }

  async down() {
    this.schema.raw(`
      drop index clients_sharing;
      alter table clients drop column contact_key;
      update clients set email_key = null where shares_email;
      update clients set phone_key = null where shares_phone and email_key is null;
      alter table clients drop column shares_email, drop column shares_phone;
      alter table clients
        add column contact_key varchar(255)
          generated always as (coalesce(email_key, phone_key)) stored,
        add constraint clients_once unique (business_id, contact_key)
    `)
  }
}
