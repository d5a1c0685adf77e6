import { BaseSchema } from '@adonisjs/lucid/schema'

/** Which of several businesses; none is the first that the user belongs to. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table sign_ins add column business_id bigint references businesses on delete set null
    `)
    this.schema.raw('create index sign_ins_business on sign_ins (business_id)')
  }

  async down() {
    this.schema.raw('alter table sign_ins drop column business_id')
  }
}
