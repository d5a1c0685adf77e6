import { BaseSchema } from '@adonisjs/lucid/schema'

/** What holds for everyone holds for whoever is added later; what everyone has by now is taken as such. */
export default class extends BaseSchema {
  async up() {
    for (const table of ['blocks', 'date_overrides']) {
      this.schema.raw(
        `alter table ${table} add column is_for_everyone boolean not null default false`
      )
    }
    this.schema.raw(`
      update blocks set is_for_everyone = true
      where (select count(*) from hosts
              where business_id = blocks.business_id and is_active) > 1
        and not exists (select from hosts
              where business_id = blocks.business_id and is_active
                and not exists (select from block_hosts
                      where block_id = blocks.id and host_id = hosts.id))
    `)
    this.schema.raw(`
      update date_overrides as own set is_for_everyone = true
      where (select count(*) from hosts
              where business_id = own.business_id and is_active) > 1
        and not exists (select from hosts
              where business_id = own.business_id and is_active
                and not exists (select from date_overrides as other
                      where other.host_id = hosts.id and other.date = own.date
                        and other.windows = own.windows))
    `)
  }

  async down() {
    this.schema.raw('alter table blocks drop column is_for_everyone')
    this.schema.raw('alter table date_overrides drop column is_for_everyone')
  }
}
