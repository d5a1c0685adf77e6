import { BaseSchema } from '@adonisjs/lucid/schema'

/** Whoever reads an address says for each what may come there: the business's mails, its clients' answers. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table inbox_addresses add column contact_proven_at timestamptz;
      update inbox_addresses set contact_proven_at = proven_at
        from businesses
       where businesses.id = business_id and stopped_at is null
         and inbox_addresses.email = cast(businesses.email as citext);
      update inbox_addresses set proven_at = null where not gets_mails or stopped_at is not null
    `)
  }

  async down() {
    this.schema.raw(`
      update inbox_addresses set proven_at = coalesce(proven_at, contact_proven_at);
      alter table inbox_addresses drop column contact_proven_at
    `)
  }
}
