import { readFile, rm } from 'node:fs/promises'
import type { HttpContext } from '@adonisjs/core/http'
import BeginImport from '#actions/clients/begin_import'
import KeepImport from '#actions/clients/keep_import'
import { waitInWords } from '#controllers/ask_to_wait'
import type ClientImport from '#models/clients/client_import'
import { addressOf } from '#pages/address_of'
import { guessedColumns, importPage } from '#pages/owner/clients/import_page'
import { findImport, lastImports } from '#queries/clients/client_imports'
import { readCsv, UnreadableCsv } from '#services/csv_reader'
import { areLimitsOn, consumeLimit, importsPerBusiness } from '#start/limiter'
import { columnsOf } from '#validators/clients/import_form'
import { emptyForm, type Form } from '#validators/form'

const MOST_ROWS = 20_000
const SECONDS = 3

export default class ClientImportsController {
  async create(ctx: HttpContext) {
    return this.ask(ctx, emptyForm())
  }

  async store(ctx: HttpContext) {
    const { business, by, i18n, request, response } = ctx
    const file = request.file('file')
    const form = emptyForm()
    if (!file?.tmpPath)
      return this.refuse(ctx, form, i18n.t('owner.clients.import.problem.missing'))
    const wait = areLimitsOn() ? await consumeLimit(importsPerBusiness, String(business.id)) : null
    try {
      if (wait !== null) {
        const { words } = waitInWords(wait, i18n)
        return await this.refuse(
          ctx,
          form,
          i18n.t('owner.clients.import.wait', { wait: words }),
          429
        )
      }
      const read = readCsv(await readFile(file.tmpPath), MOST_ROWS)
      const fileName = file.clientName.slice(0, 255)
      const kept = await new KeepImport().handle({
        businessId: business.id,
        fileName,
        file: read,
        by,
      })
      return response.redirect().status(303).toPath(pageOf(kept))
    } catch (error) {
      if (!(error instanceof UnreadableCsv)) throw error
      const { problem, line } = error
      const values = { line: line ?? 0, most: MOST_ROWS }
      return await this.refuse(ctx, form, i18n.t(`owner.clients.import.problem.${problem}`, values))
    } finally {
      await rm(file.tmpPath, { force: true })
    }
  }

  async show(ctx: HttpContext) {
    const read = await findImport(ctx.business, ctx.params.id)
    return this.render(ctx, read, emptyForm(guessedColumns(read)))
  }

  async update(ctx: HttpContext) {
    const { business, by, request, response } = ctx
    const read = await findImport(business, ctx.params.id)
    const checked = columnsOf(read, request.body(), ctx.i18n)
    if (!checked.ok) {
      response.status(422)
      return this.render(ctx, read, checked.form)
    }
    const begun = { businessId: business.id, importId: read.id, columns: checked.columns, by }
    await new BeginImport().handle(begun)
    return response.redirect().status(303).toPath(pageOf(read))
  }

  private async render({ response, view }: HttpContext, read: ClientImport, form: Form) {
    if (read.status === 'running') response.header('refresh', String(SECONDS))
    return view.render('pages/owner/clients/client_import', { ...(await importPage(read)), form })
  }

  private refuse(ctx: HttpContext, form: Form, sentence: string, status: 422 | 429 = 422) {
    ctx.response.status(status)
    return this.ask(ctx, { ...form, errors: { file: sentence } })
  }

  private async ask({ business, view }: HttpContext, form: Form) {
    const page = { imports: await lastImports(business), form, most: MOST_ROWS }
    return view.render('pages/owner/clients/client_imports', page)
  }
}

function pageOf({ id }: ClientImport): string {
  return addressOf('owner.client_imports.show', { id })
}
