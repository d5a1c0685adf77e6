import { BaseModel, column } from '@adonisjs/lucid/orm'

/** What whoever reads an address wants of a business; no row says that they chose nothing. */
export default class ClientPreference extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare email: string

  /** Null is as the business reminds; none is never. */
  @column()
  declare reminderMinutes: number[] | null

  @column()
  declare getsFollowUps: boolean

  /** By SMS what may come so; else by mail. */
  @column()
  declare getsTexts: boolean
}
