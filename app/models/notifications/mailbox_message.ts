import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'

export default class MailboxMessage extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare messageId: string

  @column()
  declare channel: 'mail' | 'sms'

  @column()
  declare sender: string

  @column()
  declare recipients: string

  @column()
  declare subject: string

  @column()
  declare html: string | null

  @column()
  declare text: string | null

  @column({ prepare: (headers: unknown) => JSON.stringify(headers) })
  declare headers: Record<string, string>

  @column({ prepare: (attachments: unknown) => JSON.stringify(attachments) })
  declare attachments: { filename: string; contentType: string; content: string }[]

  @column.dateTime()
  declare createdAt: DateTime
}
