import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import type { ClientQuestion } from '#models/services/client_question'

export default class BookingTemplate extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare name: string

  @column({ prepare: (questions: unknown) => JSON.stringify(questions) })
  declare questions: ClientQuestion[]

  @column()
  declare followUp: string | null

  @column()
  declare followUpDelayHours: number

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime
}
