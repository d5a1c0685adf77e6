import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { takeInClient } from '#steps'
import { clientCreated } from '#messages'
import { bySystem } from '#models/by'
import { importedClient, type Imported } from '#models/clients/imported_client'
import ClientImport, { type ImportReason } from '#models/clients/client_import'
import Business from '#models/settings/business'
import { oweEachTime } from '#outbox'
import { inTransaction, sql } from '#transactions'

const BATCH = 200

interface Left {
  line: number
  cells: string[]
}

/**
 * Some rows at a time, each batch whole: where it is stopped in between, the next run goes on with the
 * rows that are left, and none is taken in twice.
 */
export default class ImportClients {
  async handle(): Promise<void> {
    while (await inTransaction((trx) => this.batch(trx))) continue
  }

  private async batch(trx: Transaction): Promise<boolean> {
    const running = await ClientImport.query({ client: trx })
      .where('status', 'running')
      .orderBy('id')
      .forUpdate()
      .skipLocked()
      .first()
    if (!running) return false

    const left = await sql<Left>(
      trx,
      `select line, cells from client_import_rows
        where import_id = :importId and reason is null and joined_id is null
        order by line limit ${BATCH}`,
      { importId: running.id }
    )
    if (left.length === 0) {
      await running.merge({ status: 'done' }).save()
      return true
    }
    const business = await Business.findOrFail(running.businessId, { client: trx })
    for (const row of left) await this.take(trx, running, business, row)
    await running.save()
    return true
  }

  private async take(trx: Transaction, running: ClientImport, business: Business, row: Left) {
    const read = importedClient(row.cells, running)
    if (typeof read === 'string') {
      running.refusedCount += 1
      return this.refuse(trx, running.id, row.line, read)
    }
    const { id, isNew, joinedId } = await this.takeIn(trx, business, read)
    // Joined to somebody who was there, it is no further client.
    if (isNew && joinedId === null) {
      running.addedCount += 1
      await oweEachTime(trx, clientCreated, {
        ...{ businessId: business.id, subject: { type: 'client', id }, by: bySystem() },
      })
    } else running.matchedCount += 1
    await sql(
      trx,
      joinedId === null
        ? 'delete from client_import_rows where import_id = :importId and line = :line'
        : `update client_import_rows set joined_id = :joinedId
            where import_id = :importId and line = :line`,
      { importId: running.id, line: row.line, ...(joinedId !== null && { joinedId }) }
    )
  }

  private takeIn(trx: Transaction, business: Business, read: Imported) {
    return takeInClient(trx, business, read)
  }

  private async refuse(trx: Transaction, importId: number, line: number, reason: ImportReason) {
    await sql(
      trx,
      `update client_import_rows set reason = :reason
        where import_id = :importId and line = :line`,
      { importId, line, reason }
    )
  }
}
