import { BaseSchema } from '@adonisjs/lucid/schema'

/** Whose time a row of a file would take, so that the rows after it are tried beside it. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table booking_import_rows add column planned jsonb')
  }

  async down() {
    this.schema.raw('alter table booking_import_rows drop column planned')
  }
}
