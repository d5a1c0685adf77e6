import { recordAudit } from '#history'
import type { By } from '#models/by'
import ClientImport, { type ImportField } from '#models/clients/client_import'
import { inTransaction, lockRow } from '#transactions'
import { wake } from '#services/queue'

interface Beginning {
  businessId: number
  importId: number
  columns: (ImportField | '')[]
  by: By
}

/** Once: whoever presses twice begins nothing anew. */
export default class BeginImport {
  async handle({ businessId, importId, columns, by }: Beginning): Promise<void> {
    await inTransaction(async (trx) => {
      const begun = await lockRow(trx, ClientImport, { businessId, id: importId, status: 'read' })
      if (!begun) return
      await begun.merge({ columns, status: 'running' }).save()
      await recordAudit(trx, {
        ...{ businessId, by, action: 'business.clients_imported' },
        ...{ subjectType: 'business', subjectId: businessId },
      })
    })
    await wake('import_clients', { requestId: by.requestId ?? undefined })
  }
}
