import type { HttpContext } from '@adonisjs/core/http'
import limits from '#config/imports'
import BeginImport from '#actions/clients/begin_import'
import KeepImport from '#actions/clients/keep_import'
import { waitForImport } from '#controllers/owner/imports/wait_for_import'
import type ClientImport from '#models/clients/client_import'
import { addressOf } from '#pages/address_of'
import { guessedColumns, importPage } from '#pages/owner/clients/import_page'
import { findImport, lastImports } from '#queries/clients/client_imports'
import { type CsvProblem, readCsv, UnreadableCsv } from '#services/csv_reader'
import { columnsOf } from '#validators/clients/import_form'
import { emptyForm, type Form } from '#validators/form'

const SECONDS = 3
const LIMITS = { most: limits.mostRows, megabytes: limits.mostBytes / 1024 ** 2 }

export default class ClientImportsController {
  async create(ctx: HttpContext) {
    return this.ask(ctx, emptyForm())
  }

  async store(ctx: HttpContext) {
    const { business, by, response, upload } = ctx
    if (!upload || upload.fileName === '') return this.refuse(ctx, 'missing')
    if (!upload.bytes) return this.refuse(ctx, 'too_large')
    const wait = await waitForImport(ctx)
    if (wait) {
      response.status(429)
      return this.ask(ctx, atFile(wait))
    }
    try {
      const file = readCsv(upload.bytes, limits.mostRows)
      const fileName = upload.fileName.slice(0, 255)
      const kept = await new KeepImport().handle({ businessId: business.id, fileName, file, by })
      return response.redirect().status(303).toPath(pageOf(kept))
    } catch (error) {
      if (!(error instanceof UnreadableCsv)) throw error
      return this.refuse(ctx, error.problem, error.line ?? 0)
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

  private refuse(ctx: HttpContext, problem: CsvProblem | 'missing' | 'too_large', line = 0) {
    const values = { line, ...LIMITS }
    ctx.response.status(422)
    return this.ask(ctx, atFile(ctx.i18n.t(`owner.clients.import.problem.${problem}`, values)))
  }

  private async ask({ business, view }: HttpContext, form: Form) {
    const page = { imports: await lastImports(business), form, limits: LIMITS }
    return view.render('pages/owner/clients/client_imports', page)
  }
}

function pageOf({ id }: ClientImport): string {
  return addressOf('owner.client_imports.show', { id })
}

function atFile(sentence: string): Form {
  return { ...emptyForm(), errors: { file: sentence } }
}
