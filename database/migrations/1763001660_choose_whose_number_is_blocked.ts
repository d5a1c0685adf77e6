import { BaseSchema } from '@adonisjs/lucid/schema'

/** A number that several give: a block is of everybody who gives it, or of one of them only. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table clients add column blocks_number boolean not null default true')
    this.schema.raw(`
      update clients set blocks_number = false
       where blocked_at is not null and exists (
         select from clients as members
          where members.record_id = clients.id and members.shares_phone)
    `)
    this.schema.raw('alter table client_refusals add column client_name varchar(255)')
  }

  async down() {
    this.schema.raw('alter table client_refusals drop column client_name')
    this.schema.raw('alter table clients drop column blocks_number')
  }
}
