package org.ocppgateway.gateway.endpoint;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Frame;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.common.JettyWebSocketFrameHandlerMetadata;
import org.eclipse.jetty.websocket.core.util.MethodHolder;

/**
 * Lets Jetty call the methods of a listener directly. By default Jetty finds them by reflection and binds method handles to each
 * listener, which need 0.9 KB per connection (ops/docs/decisions/0004-websocket-core.md).
 */
enum ListenerMethods implements MethodHolder {
    OPEN {
        @Override
        void call(Session.Listener listener, Object[] arguments) {
            listener.onWebSocketOpen((Session) arguments[0]);
        }
    },
    FRAME {
        @Override
        void call(Session.Listener listener, Object[] arguments) {
            listener.onWebSocketFrame((Frame) arguments[0], (Callback) arguments[1]);
        }
    },
    ERROR {
        @Override
        void call(Session.Listener listener, Object[] arguments) {
            listener.onWebSocketError((Throwable) arguments[0]);
        }
    },
    CLOSE {
        @Override
        void call(Session.Listener listener, Object[] arguments) {
            listener.onWebSocketClose((Integer) arguments[0], (String) arguments[1], (Callback) arguments[2]);
        }
    };

    abstract void call(Session.Listener listener, Object[] arguments);

    /** Listener metadata for Jetty: explicit demand, and all frames through {@link Session.Listener#onWebSocketFrame}. */
    static JettyWebSocketFrameHandlerMetadata metadata() {
        JettyWebSocketFrameHandlerMetadata metadata = new JettyWebSocketFrameHandlerMetadata();
        metadata.setOpenHandle(OPEN, ListenerMethods.class);
        metadata.setFrameHandle(FRAME, ListenerMethods.class);
        metadata.setErrorHandle(ERROR, ListenerMethods.class);
        metadata.setCloseHandle(CLOSE, ListenerMethods.class);
        return metadata;
    }

    @Override
    public Object invoke(Object... arguments) {
        throw new IllegalStateException("not bound to a listener");
    }

    @Override
    public Class<?> parameterType(int index) {
        return Session.Listener.class;
    }

    @Override
    public MethodHolder bindTo(Object listener) {
        return new Bound(this, (Session.Listener) listener);
    }

    /** A method bound to one listener. */
    private record Bound(ListenerMethods method, Session.Listener listener) implements MethodHolder {
        @Override
        public Object invoke(Object... arguments) {
            method.call(listener, arguments);
            return Void.class; // Jetty ignores the result
        }

        /** If the first parameter is the session, Jetty binds that too. */
        @Override
        public Class<?> parameterType(int index) {
            return method == OPEN ? Session.class : Void.class;
        }

        @Override
        public MethodHolder bindTo(Object session) {
            return new Opening(listener, (Session) session);
        }
    }

    private record Opening(Session.Listener listener, Session session) implements MethodHolder {
        @Override
        public Object invoke(Object... arguments) {
            OPEN.call(listener, new Object[] {session});
            return Void.class;
        }
    }
}
