// HashiCorp's verdict on a text, from their own parser in a worker thread that is started on the first question.
// It never feeds the analysis, and a crash or a hang in it costs one answer and nothing else.
// Called by lsp/ and by the tests.
import { Worker } from 'node:worker_threads';
import type { Span } from '../text.ts';
import { readRejection } from './rejection.ts';

/** What HashiCorp's parser says of a text. */
export type Verdict =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected'; readonly errors: readonly Rejection[] }
  /** There is no answer; the reason is for the log. */
  | { readonly kind: 'unavailable'; readonly reason: string };

/** One of HashiCorp's messages, in English, with its place as UTF-16 offsets. */
export interface Rejection {
  readonly span: Span;
  readonly summary: string;
  readonly detail: string;
}

/** A text as hcl2json's plain object, or why there is none. */
export type Conversion =
  | { readonly kind: 'converted'; readonly json: unknown }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** Asks HashiCorp's parser. Questions are answered one after the other; none is ever rejected as a promise. */
export interface Referee {
  /** Whether the text is valid HCL; the path appears nowhere in the answer. */
  readonly judge: (path: string, text: string) => Promise<Verdict>;
  /** The text as hcl2json reads it, for tests. */
  readonly convert: (path: string, text: string) => Promise<Conversion>;
  /** Ends the thread; a later question starts a new one. */
  readonly stop: () => void;
}

export interface RefereeOptions {
  /** The worker's script, an absolute path. */
  readonly workerPath: string;
  /** The parser itself, as @cdktf/hcl2json brings it (`main.wasm.gz`), an absolute path. */
  readonly parserPath: string;
  /** How long one answer may take, start of the thread included, in milliseconds. */
  readonly timeLimitMs: number;
  /** After so many milliseconds without a question the thread is ended; a minute if left out. */
  readonly idleLimitMs?: number;
}

/** Makes a referee. Nothing starts before the first question. */
export function createReferee(options: RefereeOptions): Referee {
  let worker: Worker | undefined;
  let idleTimer: NodeJS.Timeout | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const stop = (): void => {
    clearTimeout(idleTimer);
    void worker?.terminate();
    worker = undefined;
  };

  const ask = async (question: Question): Promise<Conversion> => {
    clearTimeout(idleTimer);
    worker ??= new Worker(options.workerPath, { workerData: options.parserPath });
    const answer = await answerOf(worker, question, options.timeLimitMs);
    if (answer.kind === 'unavailable') {
      stop();
      return answer;
    }
    idleTimer = setTimeout(stop, options.idleLimitMs ?? 60_000);
    idleTimer.unref();
    return answer;
  };

  const asked = (question: Question): Promise<Conversion> => {
    const answer = queue.then(() => ask(question)).catch(noAnswer);
    queue = answer;
    return answer;
  };

  return {
    judge: async (_path, text) => verdictOf(await asked({ text, wantsJson: false }), text),
    convert: (_path, text) => asked({ text, wantsJson: true }),
    stop,
  };
}

interface Question {
  readonly text: string;
  /** Whether the text as JSON is asked for, too, or only whether it is accepted. */
  readonly wantsJson: boolean;
}

/** The name under which the parser knows every text, so that paths cannot confuse the reading of its messages. */
const textName = 'text.tf';

/** Waits for one answer. While it waits the thread keeps the process alive, and no longer. */
function answerOf(worker: Worker, question: Question, timeLimitMs: number): Promise<Conversion> {
  return new Promise((resolve) => {
    const settle = (answer: Conversion): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      // A thread that dies between two questions must not take the process with it.
      worker.on('error', ignoreLateError);
      worker.unref();
      resolve(answer);
    };
    const onMessage = (answer: WorkerAnswer): void =>
      settle(
        answer.kind === 'json' ? { kind: 'converted', json: answer.json } : { kind: 'failed', message: answer.message },
      );
    const onError = (error: Error): void => settle(noAnswer(error));
    const onExit = (code: number): void =>
      settle({ kind: 'unavailable', reason: `the thread ended with code ${code}` });
    const timer = setTimeout(
      () => settle({ kind: 'unavailable', reason: `no answer within ${timeLimitMs} ms` }),
      timeLimitMs,
    );
    worker.off('error', ignoreLateError).on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.ref();
    worker.postMessage({ name: textName, ...question });
  });
}

type WorkerAnswer =
  { readonly kind: 'json'; readonly json: unknown } | { readonly kind: 'error'; readonly message: string };

function ignoreLateError(): void {
  // The next question finds the thread gone, says so, and a new one is started for the one after.
}

function noAnswer(error: unknown): Conversion {
  return { kind: 'unavailable', reason: error instanceof Error ? error.message : String(error) };
}

/** A text that was parsed but could not be put into JSON is valid HCL all the same. */
function verdictOf(conversion: Conversion, text: string): Verdict {
  switch (conversion.kind) {
    case 'converted':
      return { kind: 'accepted' };
    case 'failed':
      if (conversion.message.startsWith('parse config:')) {
        return { kind: 'rejected', errors: readRejection(conversion.message, textName, text) };
      }
      if (conversion.message.startsWith('convert to HCL:')) return { kind: 'accepted' };
      return { kind: 'unavailable', reason: conversion.message };
    case 'unavailable':
      return conversion;
  }
}
