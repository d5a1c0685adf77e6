import { BaseSchema } from '@adonisjs/lucid/schema'

/** A file does not say in which letters it was written, so whoever sent it is told what was assumed. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table client_imports add column encoding text not null default 'utf-8'
        check (encoding in ('utf-8', 'utf-16le', 'utf-16be', 'windows-1252'))
    `)
  }

  async down() {
    this.schema.raw('alter table client_imports drop column encoding')
  }
}
