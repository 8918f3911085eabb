/** A token of the account. */
export interface Token {
  readonly value: string;
  /** In milliseconds since 1970. */
  readonly expires: number;
}

/** One token for all calls. */
export interface TokenSource {
  current(): Promise<string>;
  /** The token was refused: the next call gets another one. */
  forget(value: string): void;
}

/** A token lives for 24 hours; a call that has begun must end before it expires. */
const renewedBeforeMs = 3_600_000;

/** Asks for a token when the first call needs it, and for another one before it expires or when it was refused. */
export function tokenSource(issue: () => Promise<Token>): TokenSource {
  let token: Token | undefined;
  let asking: Promise<Token> | undefined;
  const renewed = () => {
    asking ??= issue().finally(() => {
      asking = undefined;
    });
    return asking;
  };
  return {
    async current() {
      const leftMs = (token?.expires ?? 0) - Date.now();
      if (!token || leftMs < renewedBeforeMs) {
        const usable = leftMs > 60_000 ? token : undefined;
        token = await renewed().catch((error: unknown) => {
          if (usable) return usable;
          throw error;
        });
      }
      return token.value;
    },
    forget(value) {
      if (token?.value === value) token = undefined;
    },
  };
}
