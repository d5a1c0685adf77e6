import { DrainingServer } from './draining_server.js'
import { createIgnitor } from './ignitor.js'
import { reportFailure } from './report_failure.js'

createIgnitor()
  .httpServer()
  .start((handler) => new DrainingServer(handler))
  .catch(reportFailure)
