import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table memberships add column gets_digest boolean not null default false')
    this.schema.raw(
      'create index memberships_digests on memberships (business_id) where gets_digest'
    )
  }

  async down() {
    this.schema.raw(`delete from notifications where type = 'digest'`)
    this.schema.raw('alter table memberships drop column gets_digest')
  }
}
