import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'

/** Of those in `docs/`: what is written for whoever builds on a running Bellhop. */
const GUIDES = ['api', 'data-dictionary', 'webhooks', 'agents', 'links', 'moving']

export default class GuidesController {
  async show({ params, response }: HttpContext) {
    const name = GUIDES.find((guide) => params.file === `${guide}.md`)
    if (!name) throw new Refusal(404, 'not_found')
    const text = await readFile(app.makePath('docs', `${name}.md`), 'utf8')
    // As text/markdown, browsers would keep it rather than show it.
    response.header('content-type', 'text/plain; charset=utf-8')
    return text
  }
}
