import type { HttpContext } from '@adonisjs/core/http'
import { portalData } from '#queries/portal/portal_data'

export default class PortalDataController {
  async show({ response, reader }: HttpContext) {
    response.header('content-type', 'application/json; charset=utf-8')
    response.header('content-disposition', 'attachment; filename="about-me.json"')
    return response.send(JSON.stringify(await portalData(reader.email), null, 2))
  }
}
