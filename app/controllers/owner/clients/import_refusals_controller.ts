import type { HttpContext } from '@adonisjs/core/http'
import { sendRows } from '#controllers/owner/imports/send_rows'
import { findImport, refusedRows } from '#queries/clients/client_imports'

export default class ImportRefusalsController {
  async show({ business, i18n, params, response }: HttpContext) {
    const read = await findImport(business, params.id)
    return sendRows(response, {
      ...{ fileName: `refused-${read.id}.csv`, titles: read.titles },
      rows: await refusedRows(read),
      columns: {
        [i18n.t('owner.clients.import.line')]: ({ line }) => line,
        [i18n.t('owner.clients.import.why')]: ({ reason }) =>
          i18n.t(`owner.clients.import.reason.${reason}`),
      },
    })
  }
}
