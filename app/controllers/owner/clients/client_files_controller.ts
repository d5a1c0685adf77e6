import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { clientColumns } from '#pages/owner/clients/client_file'
import { wholeClients } from '#queries/clients/client_list'
import { csv } from '#services/csv'
import { clientsQuery, validQuery } from '#validators/owner_query'

export default class ClientFilesController {
  /** Exactly whom the page lists under the same address, all of its pages. */
  async show(ctx: HttpContext) {
    const { business, i18n, response } = ctx
    const filters = await validQuery(clientsQuery, ctx)
    const now = DateTime.now().setZone(business.timeZone)
    const columns = clientColumns(business.timeZone, i18n)
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', `attachment; filename="clients-${business.slug}.csv"`)
    return response.stream(csv(columns, wholeClients(business.id, filters, now)))
  }
}
