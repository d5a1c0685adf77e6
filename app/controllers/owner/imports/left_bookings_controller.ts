import type { HttpContext } from '@adonisjs/core/http'
import { sendRows } from '#controllers/owner/imports/send_rows'
import { findBookingImport, leftRows } from '#queries/imports/booking_imports'

export default class LeftBookingsController {
  async show({ business, i18n, params, response }: HttpContext) {
    const read = await findBookingImport(business, params.id)
    return sendRows(response, {
      ...{ fileName: `left-${read.id}.csv`, titles: read.titles },
      rows: await leftRows(read, null),
      columns: {
        [i18n.t('owner.clients.import.line')]: ({ line }) => line,
        [i18n.t('owner.imports.why')]: ({ outcome }) => i18n.t(`owner.imports.outcome.${outcome}`),
      },
    })
  }
}
