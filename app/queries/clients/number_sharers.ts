import db from '@adonisjs/lucid/services/db'
import type Client from '#models/clients/client'
import { sql } from '#transactions'

export interface NumberSharer {
  id: number
  name: string
  /** As theirs is written. */
  phone: string
  /** Whether their block is of whoever gives the number. */
  blocksNumber: boolean
}

const MOST = 5

const SHARERS = `
  select record.id, record.name, min(other.phone) as phone,
    record.blocked_at is not null and record.blocks_number as "blocksNumber"
  from clients as members
    join clients as other
      on other.business_id = members.business_id and other.phone_key = members.phone_key
    join clients as record on record.id = other.record_id
  where members.record_id = :id and other.record_id <> :id
  group by record.id
  order by "blocksNumber" desc, lower(record.name), record.id`

/** Records of others with a number of this one; those who are blocked with it first, then a few. */
export async function numberSharers({ id }: Client) {
  const sharers = await sql<NumberSharer>(db.connection(), SHARERS, { id })
  const shown = sharers.slice(0, MOST)
  return { shown, more: sharers.length - shown.length }
}
