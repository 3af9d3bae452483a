/** What a worker thread is told when it starts. */
export type WorkerStart = {
  /** Folder of the bundle and its handler, as CloudFormation writes it: `index.handler`. */
  codeFolder: string;
  handler: string;
  clockCells: SharedArrayBuffer;
};

/** Events and results travel as JSON text, as they do on AWS: nothing but JSON gets through. */
export type Call = { id: number; event: string; requestId: string; functionArn: string; deadline: number };

/** As Lambda reports it in a payload with `FunctionError`. */
export type FunctionError = { errorType: string; errorMessage: string; trace?: string[] };

export type Reply = { id: number; result: string } | { id: number; error: FunctionError } | { initError: FunctionError };
